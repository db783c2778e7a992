// The page without a connection: pages this phone kept (static/sw.js), each with a link that opens.

const MOST = 8;
const list = document.querySelector("[data-kept-pages]");

async function keptPages() {
  const name = (await caches.keys()).find((each) => each.startsWith("pages-"));
  if (!name) return [];
  const cache = await caches.open(name);
  const newest = (await cache.keys()).reverse().slice(0, MOST);
  return Promise.all(
    newest.map(async (request) => {
      const page = new DOMParser().parseFromString(
        await (await cache.match(request)).text(),
        "text/html",
      );
      return [request.url, page.title];
    }),
  );
}

function line([address, title]) {
  const item = document.createElement("li");
  const link = Object.assign(document.createElement("a"), {
    href: address,
    className: "item link",
    textContent: title,
  });
  item.append(link);
  return item;
}

const pages = await keptPages().catch(() => []);
list.querySelector("ul").replaceChildren(...pages.map(line));
list.hidden = !pages.length;
