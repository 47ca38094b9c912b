/** Without this file, Turbopack would take the project's, which is in a folder above. */
export function register(): void {}
