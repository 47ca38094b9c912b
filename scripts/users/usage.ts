export const usage = `npm run users -- <command> [--json] [--yes]

  list [--role <role>] [--suspended] [--waiting] [--search <text>] [--limit 50] [--before <id>]
      The users, newest first; those after the one with this id.
  show <user>
      Profile, accounts, live sessions and latest activity.
  role <user> <role>
      Gives the user a role of foyer.config.ts, such as admin.
  suspend <user> [--reason <text>] [--until 2026-12-31|7d]
      Signs the user out everywhere and keeps them out, also if they delete their account. They see the
      reason. A day begins at midnight UTC.
  restore <user>
      Ends a suspension; of a user who is gone, by their former address or id.
  approve <user>
      Lets a user sign in who waits for approval (SIGN_UP=approval).
  end-sessions <user>
      Signs the user out on all devices.
  delete <user>
      Deletes the user with everything stored about them.
  invite [<address>] [--uses 1] [--expires 7d] [--note <text>]
      Makes a link with which someone new may sign up: whoever has this address, or anyone without one.
  invite --list [--limit 50] | invite --revoke <id>
      Lists the invitations, or makes one of them useless.
  recover <user>
      Makes a link with which the user connects another account, if they lost theirs. It works once,
      for 24 hours; their devices are told and can stop it.

<user> is an id, a username or an e-mail address. --json prints one JSON document. delete and "role … admin"
ask first, unless you add --yes. The database is that of DATABASE_URL (environment or .env files), or
without one that of "npm run dev".`;
