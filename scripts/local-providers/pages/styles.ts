import { Html } from "./html";

/** The providers' styles: deliberately plain, and unlike either provider's own pages. */
export const styles = new Html(`
:root {
  color-scheme: light dark;
  --page: light-dark(#f4f5f7, #101216);
  --card: light-dark(#ffffff, #191c22);
  --text: light-dark(#1c1f24, #e9ebee);
  --muted: light-dark(#5a616c, #a3abb8);
  --line: light-dark(#d9dde3, #343a45);
  --hover: light-dark(#f0f3f8, #222731);
  --accent: light-dark(#1d5bd8, #8ab4ff);
  --on-accent: light-dark(#ffffff, #0d1a33);
}
[data-provider="github"] {
  --accent: light-dark(#1a7337, #56d27a);
  --on-accent: light-dark(#ffffff, #06210e);
}
*, *::before, *::after { box-sizing: border-box; }
body {
  margin: 0; min-height: 100vh; background: var(--page); color: var(--text);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
}
.banner {
  margin: 0; padding: 6px 16px; text-align: center; font-size: 13px; font-weight: 600;
  background: light-dark(#fff3c9, #3a2f0b); color: light-dark(#5c4300, #ffe28a);
}
main {
  width: min(440px, 100% - 24px); margin: clamp(16px, 7vh, 72px) auto 24px;
  padding: clamp(20px, 6vw, 36px); background: var(--card);
  border: 1px solid var(--line); border-radius: 14px; overflow-wrap: anywhere;
}
h1 { margin: 0; font-size: 24px; line-height: 1.25; font-weight: 600; letter-spacing: -0.01em; }
h2 { margin: 24px 0 8px; font-size: 15px; }
.lead { margin: 6px 0 20px; color: var(--muted); }
.lead strong, .lead bdi { color: var(--text); }
ul { margin: 0; padding: 0; list-style: none; }
.accounts { border-top: 1px solid var(--line); }
.accounts li { border-bottom: 1px solid var(--line); }
.accounts button, .account {
  display: flex; gap: 12px; align-items: center; width: 100%; padding: 11px 8px;
  border: 0; border-radius: 0; text-align: start;
}
.account { border: 1px solid var(--line); border-radius: 10px; padding: 11px 14px; }
details .accounts { border-top: 0; }
.name { display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; overflow: hidden; }
.caption {
  display: inline-block; margin-top: 4px; padding: 1px 8px; border-radius: 99px; font-size: 12px;
  background: light-dark(#fff3c9, #3a2f0b); color: light-dark(#5c4300, #ffe28a);
}
.count { font-weight: 400; color: var(--muted); }
.avatar {
  flex: none; display: grid; place-items: center; width: 36px; height: 36px; border-radius: 50%;
  background: var(--accent); color: var(--on-accent); font-weight: 600; text-transform: uppercase;
}
.who { min-width: 0; display: block; }
.address { display: block; }
.name { font-weight: 550; line-height: 1.3; }
.address { font-size: 14px; color: var(--muted); }
.scopes { border: 1px solid var(--line); border-radius: 10px; }
.scopes li { padding: 11px 14px; }
.scopes li + li { border-top: 1px solid var(--line); }
button, input { font: inherit; color: inherit; }
button {
  min-height: 44px; padding: 8px 20px; cursor: pointer; background: transparent;
  border: 1px solid var(--line); border-radius: 8px; font-weight: 500;
}
button:hover { background: var(--hover); }
.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
.primary:hover { background: color-mix(in srgb, var(--accent) 88%, var(--text)); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.accounts :focus-visible { outline-offset: -3px; }
summary { padding: 12px 8px; cursor: pointer; font-weight: 500; color: var(--accent); }
.fields { display: grid; gap: 6px; padding: 4px 8px 12px; }
.fields label { font-size: 14px; font-weight: 500; }
.fields input {
  min-height: 44px; padding: 8px 12px; background: transparent;
  border: 1px solid light-dark(#868e9b, #6b7484); border-radius: 8px; width: 100%;
}
.fields button { margin-top: 8px; }
.actions { display: flex; flex-wrap: wrap; gap: 12px; justify-content: flex-end; margin-top: 20px; }
code { font-size: 14px; color: var(--muted); }
`);
