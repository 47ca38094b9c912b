const holder = globalThis as { foyer?: Map<string, unknown> };

/**
 * One value for the whole process. The bundler gives start-up, proxy, pages and routes a copy each of a
 * module, and development reloads it, so a module's own variables are not shared.
 */
export function globalSingleton<T>(name: string, create: () => T): T {
  holder.foyer ??= new Map();
  if (!holder.foyer.has(name)) holder.foyer.set(name, create());
  return holder.foyer.get(name) as T;
}
