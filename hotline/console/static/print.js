// The button that opens the browser's print dialogue; without a script the browser's own menu does.
const button = document.getElementById("print-now");
button.hidden = false;
button.addEventListener("click", () => window.print());
