file-missing = x
