files = []
