from django.db import migrations, models


def keep_the_day(apps, schema_editor):
    for method in apps.get_model("need", "IndexMethod").objects.all():
        method.chosen_on = method.chosen_at.date()
        method.save(update_fields=["chosen_on"])


class Migration(migrations.Migration):
    dependencies = [("need", "0003_index_method")]

    operations = [
        migrations.AddField("indexmethod", "chosen_on", models.DateField(null=True)),
        migrations.RunPython(keep_the_day, migrations.RunPython.noop),
        migrations.RemoveField("indexmethod", "chosen_at"),
        migrations.AddField(
            "indexmethod",
            "provenance",
            models.CharField(
                blank=True,
                choices=[
                    ("published", "published"),
                    ("reconstructed", "reconstructed"),
                    ("illustrative", "illustrative"),
                ],
                default="",
                max_length=20,
                verbose_name="where this row comes from",
            ),
        ),
        migrations.AddField(
            "indexmethod", "note", models.TextField(blank=True, default="", verbose_name="note")
        ),
    ]
