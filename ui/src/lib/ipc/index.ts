export * from "./bindings";
export * from "./native";
export { Refused, type Place, type RefusalCode } from "./refusal";
