/** Who may import whom; CONTRIBUTING.md says why. */
const rule = (name, from, to, extra = {}) => ({
  name,
  severity: "error",
  from: { path: from, pathNot: "\\.test\\.tsx?$", ...extra.from },
  to: { path: "^(app|components|lib|scripts|e2e|bench|proxy|instrumentation)", ...to },
});

module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    rule("components-know-only-components-and-types", "^components/", {
      pathNot: "^(components/|lib/brand\\.ts$)",
      dependencyTypesNot: ["type-only"],
    }),
    rule("lib-db-is-the-bottom", "^lib/db/", {
      pathNot: "^lib/((db|telemetry)/|(env|error-cause|log|process-wide)\\.ts$)",
    }),
    rule("lib-security-knows-no-accounts", "^lib/security/", {
      pathNot: "^lib/(security/|(env|log)\\.ts$)",
    }),
    rule("lib-auth-stands-on-the-rest-of-lib", "^lib/auth/", {
      pathNot:
        "^lib/((auth|db|failures|limits|security|telemetry)/|(env|error-cause|log|process-wide)\\.ts$)",
    }),
    rule("lib-limits-know-no-accounts", "^lib/limits/", {
      pathNot: "^lib/(limits/|db/limit-store\\.ts$|(env|log|process-wide)\\.ts$)",
    }),
    rule("lib-telemetry-knows-nothing-of-what-it-counts", "^lib/telemetry/", {
      pathNot: "^lib/(telemetry/|(env|log|process-wide)\\.ts$)",
    }),
    rule("lib-failures-are-words", "^lib/failures/", {
      pathNot: "^lib/(failures/|security/|(brand|log)\\.ts$)",
    }),
    rule("lib-doctor-asks-the-rest", "^lib/doctor/", {
      pathNot: "^lib/((auth|db|doctor)/|(env|env-openid|env-providers|error-cause)\\.ts$)",
    }),
    rule(
      "the-app-itself-has-no-doctor",
      "^(app|lib|components)/",
      { path: "^lib/doctor/", dependencyTypesNot: ["type-only"] },
      { from: { pathNot: "^(lib/doctor/|app/setup/.*\\.dev\\.tsx$)|\\.test\\.tsx?$" } },
    ),
    rule("lib-never-looks-up", "^lib/", { path: "^(app|components|scripts|e2e|bench)/" }),
    rule("the-proxy-never-authorises", "^proxy\\.ts$", {
      pathNot: "^lib/(security/|failures/|(env|log)\\.ts$)",
    }),
    rule("scripts-know-only-settings-and-schema", "^scripts/", {
      pathNot:
        "^(scripts/|lib/(database-url|env|error-cause|log|db/client|db/schema)\\.ts$|lib/(doctor|db/migrations)/)",
    }),
    rule("bench-knows-only-scripts-and-schema", "^bench/", {
      pathNot:
        "^(bench|scripts)/|^lib/(env|log|db/client|db/schema)\\.ts$|^e2e/support/(page-files|tcp-forwarder)\\.ts$",
    }),
    rule("e2e-sees-the-app-from-outside", "^e2e/", { pathNot: "^e2e/" }),
    rule(
      "nobody-imports-the-outermost",
      "^(components|lib|scripts|e2e|bench|proxy|instrumentation)",
      {
        path: "^app/",
      },
    ),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { extensions: [".ts", ".tsx", ".mjs", ".js", ".json"] },
  },
};
