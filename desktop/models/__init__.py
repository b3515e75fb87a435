"""Qt models over frozen, ready-to-paint rows. May import QtCore and the contract; knows no view and no service."""
