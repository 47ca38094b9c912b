import { register } from "node:module";

// Resolves "server-only" as React Server Components do, so that the doctor can import the app's
// modules.
const hook = `export const resolve = (name, context, next) =>
  name === "server-only"
    ? next(name, { ...context, conditions: [...context.conditions, "react-server"] })
    : next(name, context);`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);
