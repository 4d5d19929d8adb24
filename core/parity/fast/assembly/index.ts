export { count, next, scan } from "./scanner";
