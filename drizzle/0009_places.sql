ALTER TABLE "activity" ADD COLUMN "place" text;--> statement-breakpoint
ALTER TABLE "activity" ADD COLUMN "subject_user_agent" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "place" text;