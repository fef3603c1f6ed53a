import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "@playwright/test";
import { By, Key } from "selenium-webdriver";

import { Host } from "../lib/host";
import { freshFolder, removeFolder, TARGET } from "../lib/places";
import { handOut } from "../lib/wards";
import { environmentIn, PROGRAM, Window } from "./driver";

const SCREENSHOTS = join(TARGET, "screenshots");

let folder: string;

test.beforeEach(() => {
  folder = freshFolder();
});

test.afterEach(() => removeFolder(folder));

async function startAsQuan1(): Promise<Window> {
  const window = await Window.open(environmentIn(folder));
  await (await window.find("combobox", "Tên quận, huyện, phường, xã")).sendKeys("quan 1");
  await (await window.find("option", "Quận 1")).click();
  await (await window.find("button", "Bắt đầu dùng sổ")).click();
  await window.find("heading", "Nhiệm vụ");
  return window;
}

async function photograph(window: Window, name: string): Promise<void> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  writeFileSync(join(SCREENSHOTS, `cua-so-${name}.png`), await window.driver.takeScreenshot(), "base64");
}

test("a month of a district, from one page to the next", async () => {
  const window = await startAsQuan1();
  try {
    // A task with a document that proves it.
    await window.openTask("03");
    await (await window.find("textbox", "Kết quả trong kỳ")).sendKeys("Đã kiểm tra 10/10 phường.");
    await window.sees("Đã lưu");
    await (await window.find("button", "Văn bản không kèm tệp")).click();
    await (await window.find("textbox", "Trích yếu")).sendKeys("Về việc kiểm tra, giám sát");
    await (await window.find("button", "Thêm văn bản")).click();
    await window.find("button", "Bỏ Về việc kiểm tra, giám sát");
    await photograph(window, "nhiem-vu");

    await (await window.find("link", "Chỉ tiêu")).click();
    const numerator = await window.find("textbox", "Tử số của chỉ tiêu 1.4");
    await numerator.click();
    await numerator.sendKeys("10.361", Key.TAB);
    await (await window.driver.switchTo().activeElement()).sendKeys("12.000", Key.ENTER);
    await window.sees("86,34");
    await photograph(window, "chi-tieu");

    await (await window.find("link", "Phường")).click();
    await window.sees("0/10 đã gửi");
    await (await window.find("link", "Nội dung hỏi")).click();
    await (await window.find("textbox", "Lời dặn in trên biểu")).sendKeys("Gửi trước ngày 12.");
    await (await window.find("button", "Lưu nội dung hỏi")).click();
    await window.sees("Đã lưu nội dung hỏi");

    await (await window.find("link", "Báo cáo")).click();
    await (await window.find("button", "Xem trước khi in")).click();
    await window.sees("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
    await photograph(window, "xem-truoc");
    await (await window.find("button", "Về trang Báo cáo")).click();
    await (await window.find("button", "Đánh dấu đã soát")).click();
    await window.sees("Bỏ đánh dấu");
    await (await window.find("button", "Xuất báo cáo chính thức")).click();
    await (await window.find("textbox", "Lý do gửi khi còn thiếu")).sendKeys("Phường chưa gửi số liệu");
    await (await window.find("button", "Vẫn xuất chính thức")).click();
    await window.sees("Đã xuất báo cáo chính thức");
    expect(readdirSync(join(folder, "data/exports")), "kept as sent").toHaveLength(1);

    await (await window.find("link", "Cài đặt")).click();
    await (await window.find("button", "Thêm người")).click();
    await (await window.find("textbox", "Họ và tên")).sendKeys("Nguyễn Thị Hòa");
    await (await window.find("button", "Lưu")).click();
    await window.sees("Nguyễn Thị Hòa");
    await (await window.find("link", "Nhật ký")).click();
    await window.sees("Thêm người");
    await (await window.find("link", "Tổng quan")).click();
    await window.sees("Xem lại báo cáo đã gửi");
    await photograph(window, "tong-quan");
  } finally {
    await window.close();
  }
});

test("a chart becomes a picture: in the clipboard, or a file of which the page says where it is", async () => {
  const window = await startAsQuan1();
  try {
    await (await window.find("link", "Tổng quan")).click();
    await window.sees("Hạn trong năm 2024");
    await photograph(window, "bieu-do");
    await (await window.find("button", "Sao chép ảnh biểu đồ Nhiệm vụ theo nhóm")).click();
    await expect
      .poll(
        async () =>
          window.driver.executeScript<string>("return document.querySelector('.toast')?.innerText ?? ''"),
        {
          timeout: 20_000,
        },
      )
      .toMatch(/ảnh/);
    const said = await window.driver.executeScript<string>(
      "return document.querySelector('.toast').innerText",
    );
    const pictures = join(folder, "data/anh");
    if (said.includes("Đã sao chép ảnh")) {
      expect(existsSync(pictures), "no file beside it").toBe(false);
    } else {
      expect(said).toContain("nên ảnh đã được lưu thành tệp");
      const [picture] = readdirSync(pictures);
      expect(readFileSync(join(pictures, picture!)).subarray(1, 4).toString()).toBe("PNG");
    }
  } finally {
    await window.close();
  }
});

/** The windows on the screen, by their titles. */
const titles = (): string[] =>
  run("search", "--onlyvisible", "--name", ".")
    .split("\n")
    .filter(Boolean)
    .map((id) => run("getwindowname", id).trim());

/** xdotool presses and reads what a person would. */
function run(...words: string[]): string {
  try {
    return execFileSync("xdotool", words, { encoding: "utf8", timeout: 10_000 });
  } catch {
    // A window went away between being found and being asked, or there is none yet.
    return "";
  }
}

test("the leader's page goes to the printer", async () => {
  const environment = environmentIn(folder);
  const first = await startAsQuan1();
  await (await first.find("link", "Tổng quan")).click();
  await (await first.find("button", "Trình chiếu, in")).click();
  await first.sees("Tình hình thực hiện Đề án 06");
  await photograph(first, "trinh-chieu");
  await first.close();

  // A driven window shows no print dialog: this one is opened by hand.
  const program = spawn(PROGRAM, [], { env: environment, stdio: "ignore" });
  const ended = once(program, "exit");
  try {
    // While it opens it may be there, gone and there again.
    let place = "";
    const look = () => {
      const [id = ""] = run("search", "--onlyvisible", "--name", "Sổ Đề án 06").split("\n");
      return (place = id === "" ? "" : run("getwindowgeometry", "--shell", id));
    };
    await expect.poll(look, { timeout: 30_000 }).toMatch(/^WIDTH=/m);
    const [x = 0, y = 0, width = 0] = ["X", "Y", "WIDTH"].map((name) =>
      Number(new RegExp(`^${name}=(\\d+)`, "m").exec(place)?.[1]),
    );
    await expect
      .poll(
        () => {
          // Pressing again would answer the dialog that came up meanwhile.
          const dialogs = titles().filter((title) => title !== "Sổ Đề án 06");
          if (dialogs.includes("Print")) return dialogs;
          // "Trình chiếu, in" at the top right; then Enter on its first button, which has the focus.
          run(
            "mousemove",
            String(x + width - 118),
            String(y + 95),
            "click",
            "1",
            "sleep",
            "2",
            "key",
            "Return",
          );
          return dialogs;
        },
        { timeout: 60_000, intervals: [8_000] },
      )
      .toContain("Print");
  } finally {
    // Its print dialog would ask first.
    program.kill("SIGKILL");
    await ended;
  }
});

test("a ward is opened with the form it was sent, and fills it", async () => {
  const district = await Host.start();
  try {
    await district.call("start_as", { unit: "760" });
    const [form] = await handOut(district, join(folder, "bieu"));
    const window = await Window.open(environmentIn(folder), [form!.path]);
    try {
      await window.sees("Mở biểu nhận được?");
      await window.driver.findElement(By.css("dialog[open] .actions button:last-child")).click();
      await window.sees("Biểu gửi Quận 1");
      await (await window.find("link", "Nhiệm vụ")).click();
      await window.openTask("03");
      await (await window.find("textbox", "Kết quả trong kỳ")).sendKeys("Đã tuyên truyền ở 5 khu phố.");
      await window.sees("Đã lưu");
      await window.driver.findElement(By.xpath("//label[normalize-space()='Đang thực hiện']")).click();
      await (await window.find("link", "Tổng quan")).click();
      await window.sees("1/6 nhiệm vụ");
    } finally {
      await window.close();
    }
  } finally {
    await district.stop();
  }
});
