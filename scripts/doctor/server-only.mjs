import { register } from "node:module";

const hook = `export const resolve = (name, context, next) =>
  name === "server-only"
    ? next(name, { ...context, conditions: [...context.conditions, "react-server"] })
    : next(name, context);`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);
