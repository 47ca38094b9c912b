CREATE TABLE "activity" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"provider" text,
	"subject_id" uuid,
	"detail" text,
	"user_agent" text,
	"ip" text,
	"device_hash" text,
	"unanswered" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "id" uuid DEFAULT gen_random_uuid() NOT NULL;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "image" text;--> statement-breakpoint
-- A person's picture came with their first account.
UPDATE "accounts" SET "image" = "users"."image" FROM "users" WHERE "users"."id" = "accounts"."user_id" AND NOT EXISTS (
	SELECT 1 FROM "accounts" AS "earlier" WHERE "earlier"."user_id" = "accounts"."user_id"
	AND ("earlier"."created_at", "earlier"."id") < ("accounts"."created_at", "accounts"."id")
);--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "authenticated_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
-- A session that was there before is as old as its sign-in.
UPDATE "sessions" SET "authenticated_at" = "created_at";--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "new_device" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "activity" ADD CONSTRAINT "activity_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "activity_user_id_at_id" ON "activity" USING btree ("user_id","at","id");--> statement-breakpoint
CREATE INDEX "activity_at" ON "activity" USING btree ("at");--> statement-breakpoint
CREATE INDEX "activity_unanswered" ON "activity" USING btree ("user_id") WHERE "activity"."unanswered";--> statement-breakpoint
CREATE INDEX "sessions_absolute_expires_at" ON "sessions" USING btree ("absolute_expires_at");--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_id_unique" UNIQUE("id");--> statement-breakpoint
-- Of several people with one username, the first to come keeps it as it is.
UPDATE "users" SET "username" = "username" || '-' || left("id"::text, 8) WHERE EXISTS (
	SELECT 1 FROM "users" AS "first" WHERE "first"."username" = "users"."username"
	AND ("first"."created_at", "first"."id") < ("users"."created_at", "users"."id")
);--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_username_unique" UNIQUE("username");