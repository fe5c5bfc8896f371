// What the book is opened at is all in the address, so that every view can be linked: city, on (a day), view, scheme, key (a
// parameter), with_city and with_on (what a diff compares with); of the list: find and order.

import { html, useEffect, useLayoutEffect, useState } from "/vendor/htm-preact.js";
import { lang, query, say, words } from "/words.js";

const keys = ["city", "on", "view", "scheme", "key", "with_city", "with_on", "find", "order"];
const read = () => Object.fromEntries(keys.map((k) => [k, query(k) ?? undefined]));

/** search writes the words of a question or an address; empty ones are left out. */
export const search = (words) => {
  const q = new URLSearchParams(Object.entries(words).filter(([, v]) => v !== undefined && v !== null && v !== "")).toString();
  return q && "?" + q;
};

const address = (view) => "/book" + search({ ...view, lang });
const moved = () => document.dispatchEvent(new Event("moved"));

/** go opens another view; with `replace` the one before is not kept in the browser's history. */
export function go(view, { replace = false } = {}) {
  history[replace ? "replaceState" : "pushState"](null, "", address(view));
  moved();
}

/** useView is what the address says. */
export function useView() {
  const [view, setView] = useState(read);
  useLayoutEffect(() => { // as early as there is something to press
    const follow = () => setView(read());
    addEventListener("popstate", follow);
    document.addEventListener("moved", follow);
    return () => {
      removeEventListener("popstate", follow);
      document.removeEventListener("moved", follow);
    };
  }, []);
  return view;
}

/** useTitle tells the views apart in the browser's history and among its tabs; nothing in an address of the book is personal. */
export const useTitle = (...parts) => useEffect(() => {
  document.title = [...parts, say(words.book), say(words.fenhao)].filter(Boolean).join(" · ");
});

/** To is a link to a view of the book: a real one, which opens in this page when it is simply pressed. */
export function To({ view, current, children, ...more }) {
  const open = (e) => {
    if (e.button || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return;
    e.preventDefault();
    go(view);
    document.getElementById("content").focus({ preventScroll: true });
    scrollTo(0, 0);
  };
  return html`<a href=${address(view)} onClick=${open} aria-current=${current ? "page" : undefined} ...${more}>${children}</a>`;
}
