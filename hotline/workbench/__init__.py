"""The operator's workbench: a line drawn, measured, compared, written out and signed off. Nothing here is on the air."""
