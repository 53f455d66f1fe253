public = []
work = []
