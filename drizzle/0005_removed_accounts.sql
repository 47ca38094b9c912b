CREATE TABLE "released_usernames" (
	"username" text PRIMARY KEY NOT NULL,
	"user_id" uuid,
	"released_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "removed_accounts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"account_hash" text NOT NULL,
	"provider" text NOT NULL,
	"removed_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"user_agent" text,
	"ip" text
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "issuer" text;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "added_on_new_device" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "activity" ADD COLUMN "session_id" uuid;--> statement-breakpoint
ALTER TABLE "activity" ADD COLUMN "undo" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "account_id" uuid;--> statement-breakpoint
ALTER TABLE "released_usernames" ADD CONSTRAINT "released_usernames_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "removed_accounts" ADD CONSTRAINT "removed_accounts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "released_usernames_user_id" ON "released_usernames" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "released_usernames_released_at" ON "released_usernames" USING btree ("released_at");--> statement-breakpoint
CREATE INDEX "removed_accounts_account_hash" ON "removed_accounts" USING btree ("account_hash");--> statement-breakpoint
CREATE INDEX "removed_accounts_user_id" ON "removed_accounts" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "removed_accounts_removed_at" ON "removed_accounts" USING btree ("removed_at");--> statement-breakpoint
CREATE INDEX "activity_session_id" ON "activity" USING btree ("session_id") WHERE "activity"."session_id" is not null;