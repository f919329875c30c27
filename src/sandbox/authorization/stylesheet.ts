/** The look of the bank's pages, served as a file of its own so that the pages need no inline styles. */
export const STYLESHEET = `
:root { color-scheme: light dark; --ink: light-dark(#1d2433, #eceff6); --paper: light-dark(#ffffff, #171b26);
  --edge: light-dark(#d5dae6, #38405a); --accent: #b3261e; --soft: light-dark(#f4f6fa, #1f2534); }
.liberty { --accent: #1f4fa3; }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; background: var(--soft); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
header { display: flex; gap: .75rem; align-items: baseline; padding: 1rem 1.5rem; background: var(--accent); color: #fff; }
header strong { font-size: 1.25rem; }
main { max-width: 38rem; margin: 2rem auto; padding: 1.5rem 2rem 2rem; background: var(--paper); border: 1px solid var(--edge);
  border-radius: .75rem; }
footer { padding: 0 1.5rem 2rem; text-align: center; font-size: .875rem; }
h1 { margin-top: 0; font-size: 1.5rem; line-height: 1.25; }
h2 { margin: 1.5rem 0 .5rem; font-size: 1.0625rem; }
label { display: block; }
.field { margin-bottom: 1rem; font-weight: 600; }
.field input { display: block; width: 100%; margin-top: .25rem; padding: .6rem .75rem; border: 1px solid var(--edge);
  border-radius: .5rem; background: var(--soft); color: inherit; font: inherit; }
fieldset { margin: 0; padding: 0; border: 0; }
legend { padding: 0; margin: 1.5rem 0 .5rem; font-size: 1.0625rem; font-weight: 700; }
.account { display: flex; gap: .75rem; align-items: center; padding: .6rem .75rem; margin-bottom: .5rem; border: 1px solid var(--edge);
  border-radius: .5rem; cursor: pointer; }
.account input { width: 1.1rem; height: 1.1rem; accent-color: var(--accent); }
.account small { display: block; opacity: .75; }
.actions, .people { display: flex; flex-wrap: wrap; gap: .75rem; margin-top: 1.25rem; padding: 0; list-style: none; }
button { padding: .65rem 1.25rem; border: 1px solid var(--accent); border-radius: .5rem; background: var(--paper);
  color: var(--ink); font: inherit; font-weight: 600; cursor: pointer; }
button.primary { background: var(--accent); color: #fff; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.problem { padding: .75rem 1rem; border: 1px solid var(--accent); border-left-width: .4rem; border-radius: .5rem; }
`;
