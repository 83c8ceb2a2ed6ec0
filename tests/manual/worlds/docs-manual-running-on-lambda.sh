before() { a_service_to_run; }
