"""The operator's workbench: a line drawn, measured, compared, written out, signed. None of it is on the air."""
