"""Fill in countries (UN names, M49, regional groups) and the stakeholder groups of the field."""

import csv
from pathlib import Path

from django.db import migrations

COUNTRIES = Path(__file__).resolve().parent.parent / "countries.csv"

GROUPS = [
    # code, kind, name in en, ar, fr, es, ru, zh
    ("civil-society", "stakeholder", "Civil society", "المجتمع المدني", "Société civile", "Sociedad civil", "Гражданское общество", "民间社会"),
    ("business", "stakeholder", "Business", "قطاع الأعمال", "Entreprises", "Sector empresarial", "Деловые круги", "工商界"),
    ("technical-community", "stakeholder", "Technical community", "الأوساط التقنية", "Communauté technique", "Comunidad técnica", "Техническое сообщество", "技术界"),
    ("academia", "stakeholder", "Academia", "الأوساط الأكاديمية", "Milieux universitaires", "Círculos académicos", "Научные круги", "学术界"),
    ("intergovernmental", "intergovernmental", "Intergovernmental organisation", "منظمة حكومية دولية", "Organisation intergouvernementale", "Organización intergubernamental", "Межправительственная организация", "政府间组织"),
    ("state", "state", "State", "دولة", "État", "Estado", "Государство", "国家"),
]


def fill_in(apps, schema_editor):
    Country = apps.get_model("organisations", "Country")
    Group = apps.get_model("organisations", "StakeholderGroup")
    with COUNTRIES.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))  # "NA" is Namibia, not a missing value
    Country.objects.bulk_create(
        Country(
            code=row["code"], m49=row["m49"], name=row["name_en"], name_en=row["name_en"], name_ar=row["name_ar"],
            name_fr=row["name_fr"], name_es=row["name_es"], name_ru=row["name_ru"], name_zh_hans=row["name_zh"],
            region=row["region"], subregion=row["subregion"], un_status=row["un_status"],
            regional_group=row["regional_group"], electoral_group=row["electoral_group"],
        )
        for row in rows
    )
    Group.objects.bulk_create(
        Group(code=code, kind=kind, position=position, name=en, name_en=en, name_ar=ar, name_fr=fr, name_es=es,
              name_ru=ru, name_zh_hans=zh)
        for position, (code, kind, en, ar, fr, es, ru, zh) in enumerate(GROUPS, start=1)
    )


class Migration(migrations.Migration):
    dependencies = [("organisations", "0001_initial")]
    operations = [migrations.RunPython(fill_in, migrations.RunPython.noop)]
