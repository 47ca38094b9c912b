export const usage = `npm run users -- <command> [--json] [--yes]

  list [--role <role>] [--suspended] [--waiting] [--search <text>] [--limit 50] [--before <id>]
      Lists users, newest first; with --before, those who signed up before the user with this id.
  show <user>
      Profile, accounts, live sessions and latest activity.
  role <user> <role>
      Gives the user a role of foyer.config.ts, such as admin.
  suspend <user> [--reason <text>] [--until 2026-12-31|7d]
      Signs the user out everywhere and keeps them out, also if they delete their account. They see the
      reason. A day begins at midnight UTC.
  restore <user>
      Ends a suspension. For a deleted user, give the former address or the id.
  approve <user>
      Lets a user sign in who is waiting for approval (SIGN_UP=approval).
  end-sessions <user>
      Signs the user out on all devices.
  delete <user>
      Deletes the user with everything stored about them.
  invite [<address>] [--uses 1] [--expires 7d] [--note <text>]
      Makes a link to sign up with: for this address only, or for anyone who has the link.
  invite --list [--limit 50] | invite --revoke <id>
      Lists invitations, or revokes one.
  recover <user>
      Makes a link with which a user who lost their providers connects another account. It works once,
      within 24 hours. The user's known devices see a notice and can stop it.

<user> is an id, a username or an e-mail address. --json prints one JSON document. delete and "role … admin"
ask first, unless you add --yes. The database is that of DATABASE_URL (environment or .env files), or
without one that of "npm run dev".`;
