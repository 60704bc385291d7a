"""Samma person?: pairs of files that may be one person's, side by side, judged one by one."""
