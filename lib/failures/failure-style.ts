import { siteColours } from "@/lib/brand";
import { failureFont } from "@/lib/failures/failure-font";

/**
 * Styles for a page that may load nothing: the tokens, type and shapes of app/globals.css and
 * components/page/archway.tsx, by hand. The page contains it unescaped: add constants only. The font has no
 * hints: without `geometricPrecision`, Chromium on Linux rounds its letters' widths up.
 */
export const failureStyle = `
@font-face{font-family:Geist;font-weight:400 600;src:url(${failureFont}) format("woff2")}
:root{color-scheme:light dark;${declare(siteColours.light)}}
@media (prefers-color-scheme:dark){:root:not([data-theme=light]){${declare(siteColours.dark)}}}
:root[data-theme=dark]{color-scheme:dark;${declare(siteColours.dark)}}
:root[data-theme=light]{color-scheme:light}
*{box-sizing:border-box;margin:0}
html{background:var(--ground);color:var(--ink);font:1rem/1.5 Geist,system-ui,sans-serif;text-rendering:geometricPrecision;-webkit-text-size-adjust:100%;-webkit-font-smoothing:antialiased}
body{display:flex;flex-direction:column;min-height:100svh;padding-top:.75rem}
.arch{display:flex;flex:1;flex-direction:column;gap:2rem;width:100%;max-width:30rem;margin:0 auto;padding:3.5rem 1.25rem 1.5rem;border:1px solid var(--line);border-bottom:0;border-radius:100vmax 100vmax 0 0;background:var(--surface);text-align:center;overflow-wrap:anywhere}
main{display:flex;flex-direction:column;gap:2rem;padding-bottom:1.5rem}
.words{display:flex;flex-direction:column;gap:.75rem}
h1{font-size:1.75rem;font-weight:600;letter-spacing:-.025em;line-height:1.2;text-wrap:balance}
p{text-wrap:balance}
html:lang(ar){font-family:Geist,"SF Arabic","Segoe UI","Noto Sans Arabic",system-ui,sans-serif}
html:lang(ja){font-family:Geist,"Hiragino Sans","Noto Sans JP","Noto Sans CJK JP",Meiryo,sans-serif;line-break:strict;word-break:auto-phrase}
h1:is(:lang(ar),:lang(ja)){letter-spacing:normal;line-height:1.4}
h1:lang(ja){font-size:1.625rem}
.mark:is(:lang(ar),:lang(ja)){letter-spacing:normal}
.button:is(:lang(ar),:lang(ja)){font-weight:600}
.muted{color:var(--muted)}
.small{font-size:.875rem}
.mark{display:inline-flex;flex-direction:column;align-items:center;gap:.625rem;padding:0 .75rem;border-radius:.375rem;font-weight:600;font-size:1.125rem;line-height:1.5rem;letter-spacing:-.025em}
.mark svg{height:2.25rem}
.door{fill:var(--edge)}
a{color:inherit;text-decoration:none;outline-offset:3px}
p a{color:var(--ink);text-decoration:underline}
a:focus-visible{outline:2px solid var(--ink)}
.actions{display:flex;flex-direction:column;gap:.75rem}
.button{display:flex;align-items:center;justify-content:center;min-height:3rem;padding:.625rem .75rem;border:1px solid var(--edge);border-radius:.5rem;font-weight:500;font-size:.875rem;line-height:1.25rem}
.button:hover{background:var(--raised)}
.button:first-child{border-color:transparent;background:var(--ink);color:var(--surface)}
.button:first-child:hover{opacity:.88}
footer{margin-top:auto;color:var(--muted);font-size:.8125rem;line-height:1.25rem}
footer a{display:inline-block;padding:.25rem 0}
footer a:hover{text-decoration:underline}
code{direction:ltr;unicode-bidi:isolate;font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace}
@media (min-width:40rem){body{padding-top:max(1.5rem,9svh)}.arch{flex:none;min-height:34rem;padding:4rem 3rem 1.5rem}.floor{flex:1;min-height:3rem;border-top:1px solid var(--line)}}
@media (max-height:30rem){body{padding-top:.5rem}.arch,main{gap:1rem}.arch{min-height:0;padding-top:.75rem}.mark{flex-direction:row}.mark svg{height:1.75rem}}
`.trim();

function declare(colours: Record<string, string>): string {
  return Object.entries(colours)
    .map(([name, value]) => `--${name}:${value}`)
    .join(";");
}
