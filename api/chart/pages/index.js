import { kinds } from "./forms.js";
import { dress, lang, say, words } from "./words.js";

dress();
document.getElementById("heading").textContent = say(words.charts);
document.title = say(words.charts) + " · 分毫 Fenhao";
const list = document.getElementById("kinds");
for (const [kind, one] of Object.entries(kinds)) {
  const link = document.createElement("a");
  link.href = "/charts/" + kind + "?lang=" + lang;
  link.textContent = say(one.title);
  const about = document.createElement("div");
  about.textContent = say(one.about);
  const item = document.createElement("li");
  item.append(link, about);
  list.append(item);
}
