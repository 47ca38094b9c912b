-- On a large database create both indexes of "users" first, with "create index concurrently" (the
-- second as "create unique index concurrently"): otherwise sign-ins wait while they are built.
CREATE INDEX IF NOT EXISTS "users_email" ON "users" USING btree ("email");--> statement-breakpoint
CREATE UNIQUE INDEX IF NOT EXISTS "users_confirmed_email" ON "users" USING btree ("email") WHERE "users"."email_verified" is not null;--> statement-breakpoint
-- An index whose concurrent build was interrupted exists and is not used.
DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_index WHERE NOT indisvalid AND indexrelid IN
    ('users_email'::regclass, 'users_confirmed_email'::regclass))
  THEN RAISE 'An index of "users" is not valid: drop it, create it again, and migrate again.';
  END IF;
END $$;--> statement-breakpoint
CREATE TABLE "used_tokens" (
	"id" uuid PRIMARY KEY NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "used_tokens_expires_at" ON "used_tokens" USING btree ("expires_at");--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "email_confirmed" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "email_authoritative" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "email_taken_over" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "email_verified" DROP NOT NULL;--> statement-breakpoint
-- The partial index above takes its place: former owners keep an address that is no longer confirmed.
ALTER TABLE "users" DROP CONSTRAINT "users_email_unique";
