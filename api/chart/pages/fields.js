// Fields become labelled controls, and controls become values. All texts are set as text.

import { lang, say } from "./words.js";

const quantities = /^(yuan|fraction|times|months|days|workdays|years|count)/;

/** get reads JSON from the API. */
export async function get(path) {
  const answer = await fetch("/api/v1" + path + (path.includes("?") ? "&" : "?") + "lang=" + lang);
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

function element(name, attributes = {}, ...children) {
  const e = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) e.setAttribute(key, value === true ? "" : value);
  }
  e.append(...children);
  return e;
}

const option = (value, text, selected) => element("option", { value, selected }, text);

/** build makes the control of a field and its label. */
export function build(field, cities) {
  const name = field.name;
  let control;
  switch (field.type) {
    case "city":
      control = element("select", { name }, ...cities.map((c) => option(c.id, c.name, c.id === field.value)));
      break;
    case "cities":
      control = element("select", { name, multiple: true }, ...cities.map((c) => option(c.id, c.name)));
      break;
    case "choice":
      control = element("select", { name }, ...field.choices.map(([value, text]) => option(value, say(text), value === field.value)));
      break;
    case "parameter":
      control = element("select", { name });
      break;
    case "check":
      control = element("input", { name, type: "checkbox", checked: field.value });
      break;
    case "month":
    case "date":
      control = element("input", { name, type: field.type, value: field.value });
      break;
    case "money":
    case "percent":
      control = element("input", { name, inputmode: "decimal", value: field.value });
      break;
    case "number":
      control = element("input", { name, inputmode: "numeric", value: field.value });
      break;
    default:
      control = element("input", { name, maxlength: field.most, value: field.value });
  }
  control.setAttribute("autocomplete", "off");
  const text = element("span", {}, say(field.label));
  const label = field.type === "check" ? element("label", { class: "check" }, control, text) : element("label", {}, text, control);
  if (field.type === "text" || field.type === "cities" || field.type === "parameter") label.classList.add("wide");
  return label;
}

/** fillParameters lists the parameters of a city that can be drawn. */
export async function fillParameters(form, field) {
  const select = form.elements[field.name];
  const wanted = select.value || field.value;
  const { parameters } = await get("/cities/" + encodeURIComponent(form.elements.city.value) + "/parameters");
  select.replaceChildren(...parameters.filter((p) => quantities.test(p.unit)).map((p) => option(p.key, p.name + " · " + p.key, p.key === wanted)));
}

/** values are what was entered; what is empty is undefined. */
export function values(form, fields) {
  const out = {};
  for (const field of fields) {
    const control = form.elements[field.name];
    if (field.type === "check") out[field.name] = control.checked;
    else if (field.type === "cities") {
      const chosen = [...control.selectedOptions].map((o) => o.value);
      out[field.name] = chosen.length ? chosen : undefined;
    } else out[field.name] = control.value.trim() || undefined;
  }
  return out;
}
