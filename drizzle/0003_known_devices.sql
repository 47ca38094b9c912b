-- On a large database make both by hand first, with "create index concurrently": else whoever signs in
-- waits while they are built.
CREATE INDEX IF NOT EXISTS "activity_device_hash" ON "activity" USING btree ("user_id","device_hash") WHERE "activity"."device_hash" is not null;--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "activity_unanswered_at" ON "activity" USING btree ("user_id","at") WHERE "activity"."unanswered";--> statement-breakpoint
-- Made by hand and interrupted, one is there and of no use.
DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_index WHERE NOT indisvalid AND indexrelid IN
    ('activity_device_hash'::regclass, 'activity_unanswered_at'::regclass))
  THEN RAISE 'An index of "activity" is not valid: drop it, make it anew, and migrate again.';
  END IF;
END $$;--> statement-breakpoint
-- Each sign-in writes to the row of its account: with room on its page, no index has to follow.
ALTER TABLE "accounts" SET (fillfactor = 90);--> statement-breakpoint
-- Last, since from here on everybody waits for the end of the transaction.
DROP INDEX "activity_unanswered";
