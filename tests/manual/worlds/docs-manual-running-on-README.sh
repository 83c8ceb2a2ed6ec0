before() { a_repository staging; }
