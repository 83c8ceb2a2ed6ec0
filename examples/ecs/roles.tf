# The task's role: what the application may do. Reading its own secrets is all that Coffer asks for.
resource "aws_iam_role" "task" {
  name               = "staging-api-task"
  assume_role_policy = data.aws_iam_policy_document.ecs_tasks_may_assume.json
}

resource "aws_iam_role_policy" "secrets" {
  name   = "secrets"
  role   = aws_iam_role.task.id
  policy = module.secrets.services["api"].reader_policy_json
}

# The execution role: what ECS itself does for the task, pulling the image and writing its log. It opens no secret.
resource "aws_iam_role" "execution" {
  name               = "staging-api-execution"
  assume_role_policy = data.aws_iam_policy_document.ecs_tasks_may_assume.json
}

data "aws_partition" "current" {}

resource "aws_iam_role_policy_attachment" "execution" {
  role       = aws_iam_role.execution.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
}

data "aws_iam_policy_document" "ecs_tasks_may_assume" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }
  }
}
