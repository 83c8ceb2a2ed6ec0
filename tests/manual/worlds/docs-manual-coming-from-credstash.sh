before() { a_repository staging; }

# What `credstash getall -f json` prints.
credstash() { printf '{\n    "db-password": "fake-database-password",\n    "smtp-password": "fake mail password"\n}\n'; }
