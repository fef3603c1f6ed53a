import "@fontsource/be-vietnam-pro/latin-400.css";
import "@fontsource/be-vietnam-pro/latin-500.css";
import "@fontsource/be-vietnam-pro/latin-600.css";
import "@fontsource/be-vietnam-pro/vietnamese-400.css";
import "@fontsource/be-vietnam-pro/vietnamese-500.css";
import "@fontsource/be-vietnam-pro/vietnamese-600.css";
import "./styles/figures.css";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/control.css";

import { mount } from "svelte";

import App from "./App.svelte";
import { beAProgram } from "./lib/shell/notABrowser";

const target = document.getElementById("app");
if (!target) throw new Error("index.html has no #app");
beAProgram(window);
mount(App, { target });
