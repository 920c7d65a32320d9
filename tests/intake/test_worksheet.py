"""Moodle's grading worksheet in other languages: nothing of it is known by a word."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from grader.engine.lms.intake.roster import Kind, read_roster

from .downloads import at

ADA, BEN = "Ada Lovelace", "Ben Bitdiddle"
# Header, identifier's word, status, yes, and 14 February 2024, 23:58 as that language writes it.
SHEETS = {
    "German": (
        "ID;Vollständiger Name;ID-Nummer;E-Mail-Adresse;Status;Bewertung;Bestwertung;"
        "Bewertung kann geändert werden;Zuletzt geändert (Abgabe);Zuletzt geändert (Bewertung);"
        "Feedback als Kommentar",
        *("Teilnehmer/in", "Zur Bewertung abgegeben", "Ja"),
        "Mittwoch, 14. Februar 2024, 23:58",
    ),
    "French": (
        "Identifiant;Nom complet;Numéro d’identification;Adresse de courriel;Statut;Note;"
        "Note maximale;La note peut être modifiée;Dernière modification (travail remis);"
        "Dernière modification (note);Feedback par commentaires",
        *("Participant ", "Remis pour évaluation", "Oui"),
        "mercredi 14 février 2024, 23:58",
    ),
    "Spanish": (
        "Identificador;Nombre completo;Número de ID;Dirección de correo;Estado;Calificación;"
        "Calificación máxima;La calificación puede ser cambiada;Última modificación (entrega);"
        "Última modificación (calificación);Comentarios de retroalimentación",
        *("Participante ", "Enviado para calificar", "Sí"),
        "miércoles, 14 de febrero de 2024, 23:58",
    ),
    "Chinese": (
        "编号;全名;学号;电子邮件地址;状态;成绩;最高分;成绩可以更改;最后修改（提交）;最后修改（成绩）;反馈评论",
        *("参与者", "已提交以评分", "是"),
        "2024年02月14日 星期三 23:58",
    ),
    "Polish": (
        "Identyfikator;Imię i nazwisko;Numer ID;Adres e-mail;Status;Ocena;Maksymalna ocena;"
        "Ocena może być zmieniona;Ostatnia modyfikacja (zadanie);Ostatnia modyfikacja (ocena);U",
        *("Uczestnik ", "Przesłane do oceny", "Tak"),
        "środa, 14 lutego 2024, 23:58",
    ),
    "Japanese": (
        "識別子;フルネーム;IDナンバー;メールアドレス;ステータス;評点;最大評点;評点変更可能;最終更新;"
        "最終更新日時 (評点);フィードバックコメント",
        *("参加者 ", "評定のために提出済み", "Yes"),
        "2024年 02月 14日(水曜日) 23:58",
    ),
    "Russian": (
        "Идентификатор;Полное имя;Индивидуальный номер;Адрес электронной почты;Статус;Оценка;"
        "Максимальная оценка;Оценка может быть изменена;Последнее изменение (ответ);"
        "Последнее изменение (оценка);Отзыв",
        *("Участник", "Отправлено для оценивания", "Да"),
        "среда, 14 февраля 2024, 23:58",
    ),
}


def sheet(language: str) -> list[list[str]]:
    """The rows of one language's worksheet."""
    header, word, status, yes, when = SHEETS[language]
    return [
        header.split(";"),
        [f"{word}4711", ADA, "ada", "ada@example.org", status, "", "100,00", yes, when, "-", ""],
        [f"{word}4712", BEN, "ben", "ben@example.org", status, "", "100,00", yes, "-", "-", ""],
    ]


def write(path: Path, rows: list[list[str]]) -> Path:
    """Write it as Moodle does."""
    path.write_text("\n".join(",".join(f'"{cell}"' for cell in row) for row in rows), "utf-8")
    return path


@pytest.mark.parametrize("language", SHEETS)
def test_who_is_who_in_any_language(tmp_path: Path, language: str) -> None:
    """Numbers, names, ids, addresses and times, and a line that says what was taken for what."""
    rows = sheet(language)
    roster = read_roster(write(tmp_path / "sheet.csv", rows), ZoneInfo("UTC"))
    assert roster.kind is Kind.MOODLE
    ada, ben = roster.students
    assert (ada.id, ada.lms_user_id, ada.full_name) == ("ada", "4711", ADA)
    assert (ada.email, ben.id) == ("ada@example.org", "ben")
    assert (ada.when, ben.when) == (at("2024-02-14T23:58:00"), None)
    assert roster.columns and (roster.columns.grade, roster.columns.maximum) == (5, 6)
    assert roster.columns.modified == 9
    assert f"name = {rows[0][1]!r}" in roster.told and f"grade = {rows[0][5]!r}" in roster.told


def test_an_anonymous_worksheet_has_no_names(tmp_path: Path) -> None:
    """The state is taken for nobody's name, and the number is the id."""
    rows = [[row[0], *row[4:]] for row in sheet("German")]
    more = [[f"Teilnehmer/in{n}", *rows[1][1:]] for n in (4713, 4714)]
    roster = read_roster(write(tmp_path / "sheet.csv", rows + more), ZoneInfo("UTC"))
    assert [student.id for student in roster.students] == ["4711", "4712", "4713", "4714"]
    assert {student.full_name for student in roster.students} == {""}


def test_a_table_of_something_else_is_no_worksheet(tmp_path: Path) -> None:
    """Numbers without a word, or no maximum: it is refused, and never guessed."""
    for rows in (
        [["a", "b", "c", "d"], ["1", "x", "", "10"], ["2", "y", "", "10"]],
        [["a", "b", "c"], ["Room 1", "x", "y"], ["Room 2", "y", "z"]],
    ):
        with pytest.raises(Exception, match="no header that is known"):
            read_roster(write(tmp_path / "sheet.csv", rows), ZoneInfo("UTC"))
