"""The panel `Interview`, inside of a proposal's draft. Knows pictures and rows, and nothing of cameras."""

from desktop.views.interview.deleting import DeleteRecordingDialog as DeleteRecordingDialog
from desktop.views.interview.panel import InterviewPanel as InterviewPanel
