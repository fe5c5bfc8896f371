// Runs before the first paint, so that no page flashes in the wrong colours or says the wrong language.
{
  const known = (key, values) => {
    let kept = null;
    try {
      kept = localStorage.getItem("fenhao." + key);
    } catch {} // storage may be forbidden; the page works without
    const asked = new URLSearchParams(location.search).get(key);
    return [asked, kept].find((v) => values.includes(v));
  };
  const root = document.documentElement;
  root.lang = known("lang", ["zh", "en"]) ?? "zh";
  const theme = known("theme", ["light", "dark"]);
  if (theme) root.dataset.theme = theme;
}
