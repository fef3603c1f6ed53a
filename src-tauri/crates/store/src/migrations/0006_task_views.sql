-- Ways of looking at the list of tasks that people keep under a name.
CREATE TABLE task_view (
    name  TEXT PRIMARY KEY CHECK (name <> ''),
    query TEXT NOT NULL -- as the page writes it in its address
) STRICT, WITHOUT ROWID;
