/**
 * Completes `.next/standalone`, from which Next.js leaves out what a CDN could serve:
 * https://nextjs.org/docs/app/api-reference/config/next-config-js/output#automatically-copying-traced-files
 */
import { cp, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const build = fileURLToPath(new URL("../.next", import.meta.url));
const target = `${build}/standalone/.next/static`;

await rm(target, { recursive: true, force: true });
await cp(`${build}/static`, target, { recursive: true });
