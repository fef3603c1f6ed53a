import { href, parseRoute, type PageName, type Route } from "./route";

class Router {
  route = $state.raw<Route>(parseRoute(location.hash));
  /** The address the route was read from. */
  #read = location.hash;

  constructor() {
    addEventListener("hashchange", () => this.#follow());
  }

  go(page: PageName, item?: string | null, query?: Record<string, string>): void {
    location.hash = href(page, item, query);
    // The page need not wait for the event, which may come after the next frame.
    this.#follow();
  }

  #follow(): void {
    if (location.hash === this.#read) return;
    this.#read = location.hash;
    this.route = parseRoute(location.hash);
  }
}

export const router = new Router();
