"""How Alembic writes the steps that are due: as SQL text, which the store runs itself."""

from alembic import context

context.configure(
    dialect_name=context.config.attributes["dialect"],
    output_buffer=context.config.attributes["script"],
    as_sql=True,
    transactional_ddl=False,
)
context.run_migrations()
