// Node-RED without its editor: the flow beside this file and nothing else.
module.exports = {
  uiPort: Number(process.env.PORT),
  uiHost: "127.0.0.1",
  httpAdminRoot: false,
  userDir: process.env.PEER_FOLDER,
  flowFile: `${__dirname}/flows.json`,
  readOnly: true,
  credentialSecret: false,
  telemetry: { enabled: false, updateNotification: false },
  functionGlobalContext: { menu: require("./tree.js") },
  logging: { console: { level: "warn", metrics: false, audit: false } },
};
