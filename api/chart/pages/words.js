// The pages' own words. What the API says comes in the language it is asked in.

export const lang = (() => {
  const asked = new URLSearchParams(location.search).get("lang");
  if (asked === "zh" || asked === "en") return asked;
  return navigator.language.toLowerCase().startsWith("en") ? "en" : "zh";
})();

/** say picks from {zh, en}. */
export const say = (text) => text[lang];

export const words = {
  charts: { zh: "图表", en: "Charts" },
  draw: { zh: "画图", en: "Draw" },
  busy: { zh: "正在计算…", en: "Calculating…" },
  picture: { zh: "正在生成图片…", en: "Making the picture…" },
  offline: { zh: "连接不上服务，请稍后再试。", en: "The service cannot be reached. Please try again." },
  download: { zh: "下载 ", en: "Download " },
};

/** dress sets the language of the document and the link to the other one. */
export function dress() {
  document.documentElement.lang = lang;
  const link = document.getElementById("language");
  const other = lang === "zh" ? "en" : "zh";
  link.href = "?lang=" + other;
  link.lang = other;
  link.textContent = other === "en" ? "English" : "中文";
  const all = document.getElementById("all");
  if (all) {
    all.href = "/charts?lang=" + lang;
    all.textContent = say(words.charts);
  }
}
