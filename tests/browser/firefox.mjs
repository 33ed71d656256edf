// Reads a section in Firefox as a reader would, and writes what was found there as JSON.
// usage: node firefox.mjs PUPPETEER FIREFOX ADDRESS
const [, , puppeteer, executablePath, address] = process.argv;
const { default: { launch } } = await import(puppeteer);

const browser = await launch({ browser: "firefox", executablePath, headless: true, args: [] });
const told = { complaints: [] };
try {
  const page = await browser.newPage();
  page.setDefaultTimeout(8000);
  // Firefox alone loads the page that `rel=next` names ahead of time, which the policy refuses: nothing on the page needs it.
  const isAhead = (text) => /Content-Security-Policy.*default-src/.test(text) && !text.includes("/assets/");
  const complain = (text) => { if (!isAhead(text)) told.complaints.push(text); };
  page.on("pageerror", (error) => complain(String(error)));
  page.on("console", (line) => { if (line.type() === "error") complain(line.text()); });
  await page.setViewport({ width: 1440, height: 900 });
  await page.goto(address, { waitUntil: "load" });
  const pops = () => page.$$eval(".hs-pop", (boxes) => boxes.map((box) => box.textContent));

  // By pointer, and away.
  const point = await page.evaluate(() => {
    const link = [...document.querySelectorAll(".hs-passage__text a.hs-cite")].find((one) => one.getClientRects().length === 1);
    link.scrollIntoView({ block: "center" });
    const { x, y, width, height } = link.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  });
  await page.mouse.move(point.x, point.y);
  await page.waitForSelector(".hs-pop:popover-open");
  told.hovered = await pops();
  await page.mouse.move(5, 5);
  await page.waitForFunction(() => !document.querySelector(".hs-pop"));

  // By keys: a note, and a citation within it.
  const call = await page.evaluate(() => {
    const calls = [...document.querySelectorAll(".hs-note-call a")];
    const cites = calls.find((one) => document.getElementById(one.dataset.pop).querySelector("a.hs-cite"));
    cites.focus();
    return cites.id;
  });
  await page.keyboard.press("Enter");
  await page.waitForSelector(".hs-pop--pinned a.hs-cite");
  told.entered = await page.evaluate(() => document.activeElement.classList.contains("hs-pop"));
  await page.click(".hs-pop--pinned a.hs-cite");
  told.nested = await pops();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  told.closed = await pops();
  told.focused = (await page.evaluate(() => document.activeElement.id)) === call;

  // Notes in the margin, and none of them a stop.
  told.beside = await page.$$eval(".hs-sidenote", (notes) => notes.filter((note) => note.checkVisibility()).length);
  told.stops = await page.$$eval(".hs-sidenote a", (links) => links.filter((link) => link.tabIndex >= 0).length);

  told.pdf = Buffer.from(await page.pdf({ format: "A4" })).toString("latin1").slice(0, 5);
} finally {
  await browser.close();
}
process.stdout.write(JSON.stringify(told));
