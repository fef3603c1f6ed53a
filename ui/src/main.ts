import "./styles/fonts.css";
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
