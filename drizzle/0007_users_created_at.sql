-- On a large database create the index first, with "create index concurrently": otherwise sign-ins wait
-- while it is built.
CREATE INDEX IF NOT EXISTS "users_created_at" ON "users" USING btree ("created_at","id");--> statement-breakpoint
-- An index whose concurrent build was interrupted exists and is not used.
DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_index WHERE NOT indisvalid AND indexrelid = 'users_created_at'::regclass)
  THEN RAISE 'The index "users_created_at" is not valid: drop it, create it again, and migrate again.';
  END IF;
END $$;