import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Page } from "@playwright/test";

import { type Hand, Keys, Mouse } from "../lib/hand";
import { Host } from "../lib/host";
import { expect, listedTasks, openTask, QUAN_1, test as base } from "../lib/office";
import { freshFolder, removeFolder } from "../lib/places";
import { answerForm, choose, handOut, PERIOD, type HandedForm } from "../lib/wards";
import { fillMonths } from "../lib/year";

/** Each journey is gone with the mouse, and again by a person who has none. */
const test = base.extend<{ folder: string; mouseless: boolean; hand: Hand }>({
  mouseless: [false, { option: true }],
  folder: async ({}, use) => {
    const folder = freshFolder();
    await use(folder);
    await removeFolder(folder);
  },
  hand: async ({ page, mouseless }, use) => use(mouseless ? new Keys(page) : new Mouse()),
});

test.setTimeout(180_000);

/** To a page, by the rail at the side. */
const goTo = (page: Page, hand: Hand, name: string | RegExp) =>
  hand.press(page.getByRole("navigation", { name: "Các trang" }).getByRole("link", { name }));

const task = (page: Page, number: string) =>
  listedTasks(page).filter({ has: page.getByRole("checkbox", { name: `Chọn nhiệm vụ ${number}` }) });

const saved = (page: Page, question: RegExp) =>
  expect(openTask(page).getByRole("region", { name: question }).getByText("Đã lưu").first()).toBeVisible();

const CITY = "79";

for (const [how, mouseless] of [
  ["with the mouse", false],
  ["by keyboard", true],
] as const) {
  test.describe(how, () => {
    test.use({ mouseless });

    test.describe("the focal point of a district on the 14th", () => {
      test.use({ unit: QUAN_1, today: "2024-06-14" });

      test("sees what is left, fills it, collects the wards, and sends the report", async ({
        page,
        host,
        hand,
        folder,
      }) => {
        await host.call("save_person", { name: "Nguyễn Thị Hòa", position: "Văn phòng", leader: false });
        await host.call("save_person", { name: "Trần Văn Bình", position: "Phó Chủ tịch", leader: true });
        await page.goto("/");
        await expect(page.getByRole("heading", { name: "Việc nên làm tiếp" })).toBeVisible();
        await expect(page.getByRole("banner")).toContainText("Hạn nộp 15/06");

        // The tasks: given to a colleague, then one of them answered.
        await goTo(page, hand, "Nhiệm vụ");
        await hand.mark([task(page, "03"), task(page, "05")]);
        const bar = page.getByRole("toolbar", { name: "Việc với các nhiệm vụ đã chọn" });
        await hand.choose(bar.getByLabel("Giao cho người"), "Nguyễn Thị Hòa");
        await expect(page.getByText("Đã giao 2 nhiệm vụ cho Nguyễn Thị Hòa.").first()).toBeVisible();
        await hand.open(task(page, "03"));
        const form = openTask(page);
        await expect(form.getByRole("heading", { name: "Nhiệm vụ 03" })).toBeVisible();
        await hand.write(form.getByRole("textbox", { name: "Kết quả trong kỳ" }), "Đã kiểm tra 10 phường.");
        await saved(page, /Rõ việc/);
        await hand.pick(form.getByRole("radio", { name: "Đã hoàn thành" }));
        await hand.write(form.getByRole("textbox", { name: "Số, ký hiệu văn bản" }), "15/KH-UBND");
        await hand.write(form.getByRole("textbox", { name: "Ngày văn bản" }), "5/6");
        const proof = join(folder, "Kế hoạch 15.pdf");
        writeFileSync(proof, "%PDF-1.7\n");
        await choose(host, "pick_evidence_files", [proof]);
        const evidence = form.getByRole("region", { name: "Văn bản, sản phẩm kèm theo" });
        await hand.press(evidence.getByRole("button", { name: "Chọn tệp" }));
        await expect(evidence.getByRole("listitem")).toContainText("Kế hoạch 15.pdf");
        await hand.leave(form.getByRole("button", { name: "Về danh sách" }));
        await expect(form).toBeHidden();
        await expect(task(page, "03")).toContainText("Đã hoàn thành");

        // The wards: forms out, two of them back, one accepted.
        await goTo(page, hand, /^Phường/);
        const out = join(folder, "out");
        await choose(host, "pick_forms_folder", out);
        await hand.press(page.getByRole("button", { name: "Phát biểu mẫu" }));
        const handed = page.getByRole("dialog", { name: "Đã ghi 10 biểu" });
        await expect(handed).toBeVisible();
        await hand.leave(handed.getByRole("button", { name: "Đóng" }));
        const back = join(folder, "back");
        mkdirSync(back);
        const [first, second] = (await handOut(host, join(folder, "again"))) as [HandedForm, HandedForm];
        await answerForm(
          first,
          { numerator: "80", denominator: "100", status: "done" },
          join(back, "1.xlsx"),
        );
        await answerForm(second, { numerator: "90", denominator: "100" }, join(back, "2.xlsx"));
        await choose(host, "pick_forms_folder", back);
        await hand.press(page.getByRole("button", { name: "Thu biểu từ thư mục" }));
        const result = page.getByRole("dialog", { name: /Kết quả thu biểu/ });
        await expect(result.getByRole("region", { name: "Đã nhận" })).toContainText(first.name);
        await hand.leave(result.getByRole("button", { name: "Xong" }));
        await expect(page.getByText("2/10 đã gửi")).toBeVisible();
        const ward = page
          .getByRole("grid", { name: "Tình hình gửi biểu" })
          .getByRole("row")
          .filter({ has: page.getByRole("link", { name: first.name, exact: true }) });
        if (mouseless) await hand.open(ward);
        else await hand.press(ward.getByRole("link"));
        await expect(page.getByRole("heading", { level: 1, name: first.name })).toBeVisible();
        await hand.press(page.getByRole("button", { name: /^Duyệt/ }));
        await expect(page.getByRole("heading", { level: 1, name: second.name })).toBeVisible();

        // The indicators: what the wards do not count, this office enters.
        await goTo(page, hand, "Chỉ tiêu");
        const cell = (column: string) => page.getByRole("textbox", { name: `${column} của chỉ tiêu 1.1` });
        await expect(cell("Tử số")).toBeVisible();
        await hand.write(cell("Tử số"), "10.361");
        await hand.write(cell("Mẫu số"), "12.000");
        await expect(page.getByRole("row").filter({ has: cell("Tử số") })).toContainText("86,34");

        // The report: looked at, checked, sent, and kept as sent.
        await goTo(page, hand, "Báo cáo");
        await hand.press(page.getByRole("button", { name: "Xem trước khi in" }));
        const sheet = page.getByRole("article", { name: /Tổng hợp, trang 1/ });
        await expect(sheet).toContainText("ỦY BAN NHÂN DÂN QUẬN 1");
        await hand.leave(page.getByRole("button", { name: "Về trang Báo cáo" }));
        await hand.press(page.getByRole("button", { name: "Đánh dấu đã soát" }));
        await expect(page.getByText("Đã soát", { exact: true }).first()).toBeVisible();
        await hand.write(page.getByRole("textbox", { name: "Số báo cáo" }), "45");
        await hand.press(page.getByRole("button", { name: "Xuất báo cáo chính thức" }));
        const asked = page.getByRole("dialog", { name: /Báo cáo còn thiếu/ });
        await hand.write(asked.getByLabel("Lý do gửi khi còn thiếu"), "Tám phường chưa gửi số liệu");
        await hand.press(asked.getByRole("button", { name: "Vẫn xuất chính thức" }));
        await expect(page.getByText("Đã xuất báo cáo chính thức").first()).toBeVisible();
        await expect(page.getByRole("region", { name: "Các lần đã xuất" })).toContainText("Chính thức");
        await expect(page.getByRole("banner")).toContainText("Đã gửi");
        const { exports } = (await host.call("report_check", { period: PERIOD })) as {
          exports: { path: string; is_final: boolean }[];
        };
        expect(exports.map(({ is_final, path }) => is_final && existsSync(path))).toEqual([true]);
      });
    });

    test("a ward team fills the form it was sent, and sends it up", async ({ page, host, hand, folder }) => {
      const district = await Host.start();
      await district.call("start_as", { unit: QUAN_1 });
      const [form] = (await handOut(district, join(folder, "out"))) as [HandedForm];
      await page.goto("/");
      await choose(host, "pick_form_file", form.path);
      await hand.press(page.getByRole("button", { name: "Mở biểu nhận được" }));
      const own = page.getByRole("region", { name: "Biểu gửi Quận 1" });
      await expect(own).toContainText("0/6 nhiệm vụ");

      await goTo(page, hand, "Nhiệm vụ");
      await hand.open(task(page, "03"));
      const answers = openTask(page);
      await hand.write(
        answers.getByRole("textbox", { name: "Kết quả trong kỳ" }),
        "Đã tuyên truyền ở 5 khu phố.",
      );
      await saved(page, /Rõ việc/);
      await hand.pick(answers.getByRole("radio", { name: "Đang thực hiện" }));
      await hand.leave(answers.getByRole("button", { name: "Về danh sách" }));
      await expect(task(page, "03")).toContainText("Đang thực hiện");

      await goTo(page, hand, "Chỉ tiêu");
      const cells = page.getByRole("textbox", { name: /^Tử số của chỉ tiêu/ });
      await hand.write(cells.first(), "80");
      await hand.write(page.getByRole("textbox", { name: /^Mẫu số của chỉ tiêu/ }).first(), "100");
      await expect(page.getByRole("row").filter({ has: cells }).first()).toContainText("80,00");

      await goTo(page, hand, "Tổng quan");
      await expect(own).toContainText("1/6 nhiệm vụ");
      const filled = join(folder, "gui.xlsx");
      await choose(host, "pick_form_path", filled);
      await hand.press(own.getByRole("button", { name: "Xuất biểu gửi lên" }));
      await expect(page.getByText("Đã ghi biểu, hãy gửi tệp này cho Quận 1")).toBeVisible();
      const collected = (await district.call("collect", { period: PERIOD, paths: [filled], ask: true })) as {
        files: { verdict: string; unit: string }[];
      };
      await district.stop();
      expect(collected.files, "the district takes it").toMatchObject([
        { verdict: "accepted", unit: form.unit },
      ]);
    });

    test.describe("a leader", () => {
      test.use({ unit: QUAN_1, today: "2024-06-14" });

      test("sees on one page what is late, whose it is, and who has not sent", async ({
        page,
        host,
        hand,
      }) => {
        await fillMonths(host, 6);
        await page.goto("/#/tong-quan");
        await hand.press(page.getByRole("button", { name: "Trình chiếu, in" }));
        const brief = page.getByRole("dialog", { name: /Tình hình thực hiện Đề án 06/ });
        const late = brief.getByRole("region", { name: /Nhiệm vụ quá hạn/ });
        await expect(late.getByRole("row").filter({ hasText: "30/06/2023" }), "with its owner").toContainText(
          "Công Tằng Tôn Nữ",
        );
        await expect(brief.getByRole("region", { name: "Phường chưa gửi (10)" })).toContainText(
          "Phường Bến Nghé",
        );
        const print = page.evaluate(
          () =>
            new Promise((printed) => addEventListener("beforeprint", () => printed(true), { once: true })),
        );
        await hand.press(brief.getByRole("button", { name: "In" }));
        expect(await print, "the sheet goes to the printer").toBe(true);
        await hand.leave(brief.getByRole("button", { name: "Đóng" }));
        await expect(brief).toBeHidden();

        // From a late task on the page straight to it.
        await hand.press(page.getByRole("region", { name: /Quá hạn/ }).getByRole("link", { name: /^24/ }));
        await expect(openTask(page).getByRole("heading", { name: "Nhiệm vụ 24" })).toBeVisible();
      });
    });

    test.describe("the standing agency of the city", () => {
      test.use({ unit: CITY, today: "2024-06-14" });

      test("adds up what its districts send", async ({ page, host, hand, folder }) => {
        const back = join(folder, "back");
        mkdirSync(back);
        await page.goto("/#/cap-duoi");
        const out = join(folder, "out");
        await choose(host, "pick_forms_folder", out);
        await hand.press(page.getByRole("button", { name: "Phát biểu mẫu" }));
        const handed = page.getByRole("dialog", { name: "Đã ghi 22 biểu" });
        await expect(handed).toBeVisible();
        await hand.leave(handed.getByRole("button", { name: "Đóng" }));
        const forms = await handOut(host, join(folder, "again"));
        for (const [index, form] of forms.slice(0, 2).entries()) {
          await answerForm(
            form,
            { numerator: String(80 + index), denominator: "100" },
            join(back, `${index}.xlsx`),
          );
        }
        await choose(host, "pick_forms_folder", back);
        await hand.press(page.getByRole("button", { name: "Thu biểu từ thư mục" }));
        const result = page.getByRole("dialog", { name: /Kết quả thu biểu/ });
        await expect(result.getByRole("region", { name: "Đã nhận" }).getByRole("link")).toHaveCount(2);
        await hand.leave(result.getByRole("button", { name: "Xong" }));
        await expect(page.getByText("2/22 đã gửi")).toBeVisible();

        await hand.press(page.getByRole("link", { name: "Tổng hợp" }));
        const asking = page.getByRole("button", { name: /Vì sao có số này/ });
        await expect(page.getByRole("row").filter({ has: asking }).first(), "161 of 200").toContainText(
          "80,50",
        );
        await hand.press(asking.first());
        const why = page.getByRole("dialog", { name: /Vì sao có số này/ });
        await expect(why.getByRole("row").filter({ hasText: "0.xlsx" })).toContainText(forms[0]!.name);
        await hand.leave(why.getByRole("button", { name: "Đóng" }));
        await expect(why).toBeHidden();

        await hand.press(page.getByRole("link", { name: "Đôn đốc" }));
        await expect(page.getByRole("heading", { name: "Nhắc chung (20 nơi)" })).toBeVisible();

        await goTo(page, hand, "Báo cáo");
        await hand.press(page.getByRole("button", { name: "Xuất bản nháp" }));
        await expect(page.getByText("Đã xuất bản nháp").first()).toBeVisible();
      });
    });
  });
}
